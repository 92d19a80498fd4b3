interface EventContract {
  service: string;
  subscribes: string[];
}

const files = import.meta.glob<EventContract>("../../../../contracts/events/*.json", {
  eager: true,
  import: "default",
});

/** Letters of the services that subscribe to an event type, out of the exported contracts. */
export function subscriberCodes(type: string, codes: Readonly<Record<string, string>>): string {
  return Object.values(files)
    .filter(({ subscribes }) => subscribes.includes(type))
    .map(({ service }) => codes[service] ?? "")
    .join("");
}
