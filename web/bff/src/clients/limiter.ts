/** At most `limit` at a time; whoever finds no room is turned away, nobody waits. */
export class Limiter {
  private inside = 0;

  constructor(private readonly limit: number) {}

  tryEnter(): boolean {
    if (this.inside >= this.limit) return false;
    this.inside += 1;
    return true;
  }

  leave(): void {
    this.inside -= 1;
  }
}
