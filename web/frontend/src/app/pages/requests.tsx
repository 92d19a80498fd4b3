export { RequestsPage as default } from "@/features/follow/components/requests-page";
