import type { ThemeConfig } from 'antd';

/** Nothing slides or fades for a person who asked his system for that; the style sheets ask the same question. */
const motion = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** antd in the colours and measures of `kit.css`. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b5f56',
    colorPrimaryBg: '#e3f1ee',
    colorInfo: '#1f5a94',
    colorSuccess: '#176a3a',
    colorWarning: '#7c4a03',
    colorError: '#a3211c',
    colorSuccessBg: '#e3f4e9',
    colorSuccessBorder: '#9bccae',
    colorInfoBg: '#e4eff9',
    colorInfoBorder: '#a3c4e2',
    colorWarningBg: '#fdf1da',
    colorWarningBorder: '#e3c48d',
    colorErrorBg: '#fcebea',
    colorErrorBorder: '#e2aba8',
    colorText: '#16211f',
    colorTextSecondary: '#52615e',
    colorTextPlaceholder: '#6b7a77',
    colorTextDisabled: '#5d6a67',
    colorBorder: '#b9c5c2',
    colorBorderSecondary: '#dbe2e0',
    colorBgContainerDisabled: '#eef1f0',
    colorBgLayout: '#f4f6f5',
    borderRadius: 6,
    fontSize: 13,
    controlHeight: 32,
    controlHeightSM: 28,
    fontFamily: "'IBM Plex Sans Arabic', 'Segoe UI', Tahoma, sans-serif",
    motion,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Menu: { itemSelectedBg: '#e3f1ee', itemSelectedColor: '#084b44' },
    Select: { optionSelectedBg: '#e3f1ee', optionSelectedColor: '#084b44' },
  },
};
