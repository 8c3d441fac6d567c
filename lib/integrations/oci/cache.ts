/** A map that forgets the longest unused entry beyond `most`. */
export class Cache<T> {
  private readonly entries = new Map<string, T>();

  constructor(private readonly most: number) {}

  /** The entry, made when there is none. */
  get(key: string, create: () => T): T {
    const held = this.peek(key);
    if (held !== undefined) return held;
    const made = create();
    this.set(key, made);
    return made;
  }

  /** The entry, or undefined. */
  peek(key: string): T | undefined {
    const held = this.entries.get(key);
    if (held === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, held);
    return held;
  }

  set(key: string, value: T): void {
    this.entries.delete(key);
    if (this.entries.size >= this.most) this.entries.delete(this.entries.keys().next().value ?? '');
    this.entries.set(key, value);
  }
}
