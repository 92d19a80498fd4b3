export { VerifyPage as default } from "@/features/auth/components/verify-page";
