/** What one request cost: the services asked, and the times it crossed to the primary region. */
export class Timings {
  wan = 0;
  private readonly services = new Map<string, number>();

  add(service: string, milliseconds: number, crossed: boolean): void {
    if (crossed) this.wan += 1;
    const known = this.services.get(service) ?? 0;
    this.services.set(service, Math.max(known, milliseconds));
  }

  /** Value of the header Server-Timing. */
  header(region: string, total: number): string {
    const parts = [`total;dur=${total.toFixed(1)}`, `region;desc="${region}"`, `wan;desc="${this.wan}"`];
    for (const [service, milliseconds] of this.services) parts.push(`${service};dur=${milliseconds.toFixed(1)}`);
    return parts.join(", ");
  }
}
