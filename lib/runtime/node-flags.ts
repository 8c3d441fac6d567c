/**
 * How Node has to run the console (docs/adr/0023). Room for young objects is 2 MiB rather than 16: what a flood or a
 * long list leaves behind is collected early and in short pauses, and a console at rest is a quarter smaller.
 */
export const NODE_FLAGS = ['--max-semi-space-size=2'] as const;
