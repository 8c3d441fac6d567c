import type { ITheme } from '@xterm/xterm';
import type { GlobalToken } from 'antd';

// Sixteen colours that stay readable (4.5:1) on the ground of their scheme.
const LIGHT = {
  black: '#24292f',
  red: '#b3261e',
  green: '#1a6b2d',
  yellow: '#7a5200',
  blue: '#1f5fbf',
  magenta: '#8a3ea8',
  cyan: '#0f6a75',
  white: '#57606a',
  brightBlack: '#59636e',
  brightRed: '#c5221f',
  brightGreen: '#1a7f37',
  brightYellow: '#8a5a00',
  brightBlue: '#2a6fd6',
  brightMagenta: '#9a4fb8',
  brightCyan: '#117a87',
  brightWhite: '#24292f',
};
const DARK = {
  black: '#5b6573',
  red: '#ff7b72',
  green: '#4cc366',
  yellow: '#dba733',
  blue: '#7fb2f8',
  magenta: '#d2a8ff',
  cyan: '#56c8d8',
  white: '#c6cdd6',
  brightBlack: '#9aa4b1',
  brightRed: '#ffa198',
  brightGreen: '#6fdc86',
  brightYellow: '#f0c35a',
  brightBlue: '#a5cbff',
  brightMagenta: '#e2c5ff',
  brightCyan: '#7fdfec',
  brightWhite: '#f0f3f7',
};

/** The terminal's colours from Ant Design's tokens. */
export function terminalTheme(token: GlobalToken, dark: boolean): ITheme {
  return {
    ...(dark ? DARK : LIGHT),
    background: token.colorBgContainer,
    foreground: dark ? '#e6ebf2' : '#1b2430',
    cursor: token.colorPrimary,
    cursorAccent: token.colorBgContainer,
    selectionBackground: dark ? '#33507a' : '#b9d3f7',
  };
}
