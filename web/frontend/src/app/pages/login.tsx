export { LogInPage as default } from "@/features/auth/components/log-in-page";
