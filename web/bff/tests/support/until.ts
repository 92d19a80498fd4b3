/** Waits until `condition` holds; fails loudly after the deadline. */
export async function until(condition: () => boolean, deadlineMs = 5_000): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error("it never came true");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
