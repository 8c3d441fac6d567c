/** Set by server.ts on every request, whatever the client sent under this name: path and query as they were asked for. */
export const PATH_HEADER = 'x-berth-path';
