import { useQuery } from "@tanstack/react-query";
import { useGridOf } from "@/lib/grid";
import { keys } from "@/lib/query";
import { readArchive, readGrid, readProfile } from "../api/profile";

export const useProfile = (username: string) =>
  useQuery({ queryKey: keys.profile(username), queryFn: ({ signal }) => readProfile(username, signal) });

/** The posts of a profile. */
export const useGrid = (username: string, enabled: boolean) =>
  useGridOf(keys.grid(username), (cursor, signal) => readGrid(username, cursor, signal), enabled);

/** What the viewer has archived. */
export const useArchive = () => useGridOf(keys.archive, readArchive);
