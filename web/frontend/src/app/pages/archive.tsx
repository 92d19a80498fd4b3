import { ArchivePage } from "@/features/profile/components/archive-page";

export default ArchivePage;
