/** What is said when nothing answered a call. */
export function networkText(language: 'en' | 'zh'): string {
  return language === 'zh'
    ? '无法连接控制台，请检查网络后重试。'
    : 'The console can’t be reached. Check the network and try again.';
}
