import { HashtagPage } from "@/features/hashtag/components/hashtag-page";

export default HashtagPage;
