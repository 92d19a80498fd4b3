import { useLocation, useNavigate } from "react-router";
import { Composer } from "@/features/composer/components/composer";
import { backgroundOf } from "@/lib/sequence";

export default function ComposerOverPage() {
  const location = useLocation();
  const navigate = useNavigate();
  const close = () => {
    if (backgroundOf(location)) void navigate(-1);
    else void navigate("/", { replace: true });
  };
  return <Composer onClose={close} onPublished={() => void navigate("/", { replace: true })} />;
}
