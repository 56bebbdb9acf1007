import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder, ROOT } from '../docs/documents.spec-support'

/** What things were called before the glossary gave each one word; the word of now stands behind it. */
const OLD = {
  收支衔接: '应收款勾稽表',
  账本截至: '数据更新至',
  账本数: '台账数',
  执行中: '履行中',
  终止日期: '合同到期日',
  现行额: '本期新签合同额（按现行金额）',
  未了: '未处理',
  豁免: '暂缓',
  统计停止: '统计服务中断',
  看不懂的格: '无法识别的单元格',
  读到的行: '已读取行数',
  值得一看: '重点关注',
  所见即所结: '结账以本页数据为准',
  重算一致: '复算相符',
  已逐笔解释: '差异已逐笔列明',
  提出等级: '拟定等级',
  统筹: '建设计划、建设情况',
  全部退出: '强制下线',
  格式不符: '须为……',
  重述: '追溯',
}
/** Lists of others are read by the headings that they have, old ones too. */
const READ_ONLY =
  /^libs\/intake\/src\/columns\/sheets\/agreements\.ts$|^libs\/finance\/src\/reconciliation\/layouts-around\.spec\.ts$|^libs\/kernel\/src\/glossary\.ts$|^docs\/glossary\.md$/
const MAY_BE_READ = ['终止日期']

const files = ['README.md', 'CONTRIBUTING.md', 'docker/README.md']
  .concat(...['apps', 'libs', 'test', 'docs'].map((it) => filesUnder(it, /\.(tsx?|css|mjs|cjs|md|json)$/)))
  .filter((it) => !it.startsWith('test/words/'))
const texts = files.map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))

test.each(Object.entries(OLD))('%s is called %s, in every text of the program', (old) => {
  const standing = texts.filter(({ text }) => text.includes(old)).map(({ file }) => file)
  const read = MAY_BE_READ.includes(old) ? READ_ONLY : /^$/
  expect(standing.filter((it) => !read.test(it))).toEqual([])
})

test('and the files looked at are those of the program', () => {
  expect(files.length).toBeGreaterThan(1000)
})
