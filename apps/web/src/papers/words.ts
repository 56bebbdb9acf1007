import type { Words } from '../words/word'

/** Of papers seen beside what they prove. */
export const paperWords = {
  'paper.open': ['查看', 'Open'],
  'paper.pane': ['佐证材料', 'Evidence'],
  'paper.pages': ['页面', 'Page'],
  'paper.page': ['第几页', 'Page no.'],
  'paper.pageOf': ['第 {{page}} 页，共 {{pages}} 页', 'Page {{page}} of {{pages}}'],
  'paper.pageBefore': ['上一页', 'Page before'],
  'paper.pageNext': ['下一页', 'Next page'],
  'paper.smaller': ['缩小', 'Smaller'],
  'paper.larger': ['放大', 'Larger'],
  'paper.fit': ['适合宽度', 'Fit the width'],
  'paper.turn': ['旋转', 'Turn'],
  'paper.before': ['上一份', 'Before'],
  'paper.next': ['下一份', 'Next'],
  'paper.download': ['下载原件', 'Download the file'],
  'paper.close': ['关闭', 'Close'],
  'paper.keys': [
    '← → 翻页 · [ ] 上一份/下一份 · + − 缩放 · 0 适合宽度 · r 旋转 · Esc 关闭',
    '← → page · [ ] paper · + − zoom · 0 fit · r turn · Esc close',
  ],
  'paper.uploaded': ['{{by}} 于 {{at}} 上传', 'Uploaded by {{by}}, {{at}}'],
  'paper.uploadedAs': ['上传时的文件名：{{name}}', 'as {{name}}'],
  'paper.pagesDiffer': [
    '登记为 {{stated}} 页，文件实为 {{pages}} 页',
    'Recorded with {{stated}} pages; the file has {{pages}}',
  ],
  'paper.missing': ['未上传', 'Not uploaded'],
  'paper.missingWhy': [
    '只登记了文件名与摘要，原件尚未上传。',
    'Only its name and hash were recorded; the file itself has not been uploaded.',
  ],
  'paper.missingAsk': ['请平台登记员上传原件。', 'Ask the platform’s clerk to upload it.'],
  'paper.noneOfRow': ['这一行没有佐证材料。', 'This row has no evidence.'],
  'paper.notShown': ['此类文件不在页内显示，请下载查看。', 'This kind of file is not shown here: download it.'],
  'paper.broken': ['无法显示，请下载原件查看。', 'It cannot be shown: download the file.'],
} as const satisfies Words
