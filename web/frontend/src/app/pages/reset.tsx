export { ResetPage as default } from "@/features/auth/components/reset-page";
