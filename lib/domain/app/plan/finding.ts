/** Something that a plan found; structurally the contract's finding. */
export interface Finding {
  severity: 'error' | 'warning';
  kind: 'quota' | 'limits' | 'policy' | 'image' | 'name' | 'secret' | 'cluster';
  message: string;
  params: Record<string, string>;
  /** The field that mends it, dotted; null when none does. */
  field: string | null;
}
