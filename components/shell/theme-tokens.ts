import { theme, type ThemeConfig } from 'antd';
import type { Scheme } from '@/lib/client/theme';

const FONT =
  "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
const MONO =
  "ui-monospace, SFMono-Regular, 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace";

const SHARED = {
  fontFamily: FONT,
  fontFamilyCode: MONO,
  fontSize: 14,
  borderRadius: 6,
  controlHeight: 32,
  motionUnit: 0.06,
} as const;

// Texts keep 4.5:1 on every ground they stand on (WCAG AA); Ant Design's own greys do not.
const LIGHT = {
  colorPrimary: '#1f5fbf',
  // Under the pointer darker, not lighter: white text on it keeps its contrast.
  colorPrimaryHover: '#1a52a6',
  colorPrimaryActive: '#16468f',
  colorInfo: '#1f5fbf',
  colorLink: '#1f5fbf',
  colorSuccess: '#1a7f37',
  colorWarning: '#9a6700',
  colorError: '#c5221f',
  colorErrorHover: '#a81c19',
  colorErrorActive: '#8c1715',
  // Grounds of notices: the ones derived from our darker colours would be murky.
  colorSuccessBg: '#eef8f0',
  colorSuccessBorder: '#b5dfbf',
  colorWarningBg: '#fdf6e3',
  colorWarningBorder: '#ecd9a0',
  colorErrorBg: '#fdf0ef',
  colorErrorBorder: '#f2c1be',
  colorInfoBg: '#eef4fc',
  colorInfoBorder: '#bcd3f2',
  colorLinkHover: '#17498f',
  colorLinkActive: '#103a78',
  colorPrimaryBg: '#e9f1fc',
  colorPrimaryBgHover: '#d7e5fa',
  colorSuccessBgHover: '#d5efdc',
  colorWarningBgHover: '#fdedc4',
  controlItemBgActive: '#e9f1fc',
  controlItemBgActiveHover: '#d7e5fa',
  colorBgLayout: '#f6f7f9',
  colorText: 'rgba(15, 23, 35, 0.92)',
  colorTextSecondary: 'rgba(15, 23, 35, 0.72)',
  colorTextTertiary: 'rgba(15, 23, 35, 0.64)',
  colorTextDescription: 'rgba(15, 23, 35, 0.64)',
  colorTextPlaceholder: 'rgba(15, 23, 35, 0.6)',
  colorIcon: 'rgba(15, 23, 35, 0.64)',
  colorBorder: '#cfd4dc',
  colorBorderSecondary: '#e6e9ee',
};

const DARK = {
  colorPrimary: '#3b82e6',
  colorInfo: '#6ea8f7',
  colorLink: '#7fb2f8',
  colorLinkHover: '#a9ccfb',
  colorLinkActive: '#c6dcfc',
  colorSuccess: '#4cc366',
  colorWarning: '#dba733',
  colorError: '#ff7b72',
  colorBgBase: '#0f1319',
  colorBgLayout: '#0c1015',
  colorBgContainer: '#141922',
  colorBgElevated: '#1b222d',
  colorText: 'rgba(235, 240, 248, 0.92)',
  colorTextSecondary: 'rgba(235, 240, 248, 0.74)',
  colorTextTertiary: 'rgba(235, 240, 248, 0.64)',
  colorTextDescription: 'rgba(235, 240, 248, 0.64)',
  colorTextPlaceholder: 'rgba(235, 240, 248, 0.58)',
  colorIcon: 'rgba(235, 240, 248, 0.64)',
  colorBorder: '#39424f',
  colorBorderSecondary: '#262e39',
};

const TABS_DARK = {
  itemSelectedColor: DARK.colorLink,
  itemActiveColor: DARK.colorLink,
  itemHoverColor: DARK.colorLink,
  inkBarColor: DARK.colorLink,
};

// What is drawn keeps 3:1 on its ground (WCAG 1.4.11): the rail on the page, the track on both.
const SLIDER_LIGHT = {
  railBg: '#8a93a1',
  railHoverBg: '#79828f',
  trackBg: LIGHT.colorPrimary,
  trackHoverBg: LIGHT.colorPrimaryHover,
  handleColor: LIGHT.colorPrimary,
  handleActiveColor: LIGHT.colorPrimaryActive,
};

const SLIDER_DARK = {
  railBg: '#677386',
  railHoverBg: '#7a8699',
  trackBg: DARK.colorInfo,
  trackHoverBg: DARK.colorLinkHover,
  handleColor: DARK.colorInfo,
  handleActiveColor: DARK.colorLinkHover,
};

/** Ant Design's tokens for a scheme; the variables hang on the class `berth` of <html>, styles come from antd.css. */
export function themeOf(scheme: Scheme): ThemeConfig {
  const dark = scheme === 'dark';
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: 'berth' },
    hashed: false,
    zeroRuntime: true,
    token: { ...SHARED, ...(dark ? DARK : LIGHT) },
    components: {
      Table: { cellPaddingBlock: 9, cellPaddingInline: 12, headerSplitColor: 'transparent' },
      Layout: { headerHeight: 48, headerPadding: '0 12px' },
      Menu: { itemHeight: 34, itemBorderRadius: 6 },
      Descriptions: { itemPaddingBottom: 8 },
      // As large as a finger wants it (WCAG 2.5.8); global.css draws it at half that size.
      Slider: {
        handleSize: 24,
        handleSizeHover: 24,
        handleLineWidth: 4,
        handleLineWidthHover: 6,
        ...(dark ? SLIDER_DARK : SLIDER_LIGHT),
      },
      // Dark buttons are dark enough for white text; as a text on dark that colour would be too dim. The red that can be
      // read on dark is too light for white text in its turn.
      ...(dark ? { Tabs: TABS_DARK, Button: { dangerColor: '#190806' } } : {}),
    },
  };
}
