/** A list that grows at its end and shrinks at its beginning without moving anything; places never change. */
export class Ring<T> {
  private slots: (T | undefined)[] = Array.from({ length: 1024 });
  private from = 0;
  private to = 0;

  /** The place of the oldest item. */
  get first(): number {
    return this.from;
  }

  /** The place behind the newest item. */
  get end(): number {
    return this.to;
  }

  get length(): number {
    return this.to - this.from;
  }

  /** The item at a place; undefined when it is gone or not there yet. */
  at(place: number): T | undefined {
    return place < this.from || place >= this.to ? undefined : this.slots[place & (this.slots.length - 1)];
  }

  push(item: T): void {
    if (this.length === this.slots.length) this.grow();
    this.slots[this.to & (this.slots.length - 1)] = item;
    this.to += 1;
  }

  /** Another item in the place of the newest one. */
  replaceLast(item: T): void {
    if (this.length > 0) this.slots[(this.to - 1) & (this.slots.length - 1)] = item;
  }

  /** Takes the oldest item away. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const slot = this.from & (this.slots.length - 1);
    const item = this.slots[slot];
    this.slots[slot] = undefined;
    this.from += 1;
    return item;
  }

  *[Symbol.iterator](): Generator<T> {
    for (let place = this.from; place < this.to; place += 1) yield this.at(place) as T;
  }

  private grow(): void {
    const wider = Array.from<T | undefined>({ length: this.slots.length * 2 });
    for (let place = this.from; place < this.to; place += 1)
      wider[place & (wider.length - 1)] = this.slots[place & (this.slots.length - 1)];
    this.slots = wider;
  }
}
