import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./icon-button";
import { TextField } from "./text-field";

type PasswordFieldProps = Omit<ComponentProps<typeof TextField>, "type" | "end">;

export function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation();
  const [readable, setReadable] = useState(false);
  const Icon = readable ? EyeOff : Eye;
  return (
    <TextField
      {...props}
      type={readable ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      end={
        <IconButton
          label={t(readable ? "auth.hidePassword" : "auth.showPassword")}
          aria-pressed={readable}
          onClick={() => {
            setReadable(!readable);
          }}
        >
          <Icon size={20} aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
