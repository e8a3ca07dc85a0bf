import arabic from 'antd/locale/ar_EG.js';
import english from 'antd/locale/en_GB.js';
import type { ConfigProviderProps } from 'antd';
import type { Language } from '#kernel/display.ts';

type AntdLocale = NonNullable<ConfigProviderProps['locale']>;

/** The few texts that antd itself shows in our components; it has none in Sorani. */
export function antdLocaleOf(language: Language): AntdLocale {
  switch (language) {
    case 'ar':
      return defaultOf(arabic);
    case 'ckb':
      return sorani;
    case 'en':
      return defaultOf(english);
    default:
      return language satisfies never;
  }
}

const sorani: AntdLocale = {
  ...defaultOf(english),
  locale: 'ckb',
  global: { placeholder: 'هەڵبژێرە', close: 'داخستن' },
  Pagination: {
    items_per_page: '/ لاپەڕە',
    jump_to: 'بڕۆ بۆ',
    jump_to_confirm: 'پشتڕاستکردنەوە',
    page: 'لاپەڕە',
    prev_page: 'لاپەڕەی پێشوو',
    next_page: 'لاپەڕەی دواتر',
    prev_5: '٥ لاپەڕەی پێشوو',
    next_5: '٥ لاپەڕەی دواتر',
    prev_3: '٣ لاپەڕەی پێشوو',
    next_3: '٣ لاپەڕەی دواتر',
    page_size: 'قەبارەی لاپەڕە',
  },
  Modal: { okText: 'باشە', cancelText: 'هەڵوەشاندنەوە', justOkText: 'باشە' },
  Popconfirm: { okText: 'بەڵێ', cancelText: 'نەخێر' },
  Empty: { description: 'هیچ داتایەک نییە' },
};

/** The packages are CommonJS: depending on the bundler the default export is wrapped once more. */
function defaultOf(locale: AntdLocale | { readonly default: AntdLocale }): AntdLocale {
  return 'default' in locale ? locale.default : locale;
}
