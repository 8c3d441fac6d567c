/** Asks again and again until `condition` gives something truthy, and returns that; throws what it waited for after `timeout` ms. */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  options: { timeout?: number; every?: number } = {},
): Promise<NonNullable<T>> {
  const end = Date.now() + (options.timeout ?? 60_000);
  let last: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      throw new Error(
        `waited in vain for ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
      );
    }
    await new Promise((resolve) => {
      setTimeout(resolve, options.every ?? 200);
    });
  }
}
