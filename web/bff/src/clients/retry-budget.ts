const EARNED_PER_CALL = 0.1;
const MOST = 20;

/** Repetitions are at most a tenth of the calls, so that they never become the load that brings a service down. */
export class RetryBudget {
  private tokens = MOST;

  earn(): void {
    this.tokens = Math.min(MOST, this.tokens + EARNED_PER_CALL);
  }

  spend(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
