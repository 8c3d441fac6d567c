/** Told to whoever calls the command line wrongly, or asks. */
export const USAGE = `Berth's command line, for the operator of the machine.

  npm run -s berth -- <command>

  token create --user NAME [--days N] [--name TEXT]   make a token; prints only the token
  user reset-password NAME                            new password, printed once; ends all sessions of the user
  user list                                           all users
  doctor                                              what is wrong, and what to do about it
  --help                                              this text

Settings come from the environment; what is missing there, from console.env in the state folder
(BERTH_STATE, by default .berth). What is done here stands in the audit as done by (cli).
`;

/** A wrong call: its sentence and the usage are shown, the exit code is 2. */
export class UsageError extends Error {}
