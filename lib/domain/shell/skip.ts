const KEPT = 8 * 1024;
const NEWLINE = 0x0a;

/**
 * Output that is thrown away after an interrupt: the terminal driver flushes its own queue on Ctrl-C (termios, NOFLSH),
 * but what had left it already waits in sockets by the megabyte. Only the end is kept: the prompt.
 */
export class OutputSkip {
  private parts: Uint8Array[] = [];
  private held = 0;
  private total = 0;

  push(bytes: Uint8Array): void {
    this.parts.push(bytes);
    this.held += bytes.length;
    this.total += bytes.length;
    while (this.held - (this.parts[0]?.length ?? 0) >= KEPT) this.held -= this.parts.shift()?.length ?? 0;
  }

  /** What is to be shown: a word on what was left out, and the end from the beginning of a line on. */
  end(language: 'en' | 'zh'): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.held);
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    if (this.total <= KEPT) return all;
    const from = all.length - KEPT;
    const line = all.indexOf(NEWLINE, Math.max(0, from)) + 1;
    const tail = all.subarray(line > 0 ? line : Math.max(0, from));
    const skipped = Math.max(1, Math.round((this.total - tail.length) / 1024));
    const words = language === 'zh' ? `已跳过 ${skipped} KiB 输出` : `${skipped} KiB of output skipped`;
    const notice = new TextEncoder().encode(`\u001b[0m\r\n[${words}]\r\n`);
    const out = new Uint8Array(notice.length + tail.length);
    out.set(notice);
    out.set(tail, notice.length);
    return out;
  }
}
