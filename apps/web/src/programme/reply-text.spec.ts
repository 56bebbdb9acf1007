import { readReply } from './reply-text'

const TEXT = `中山市中试平台建设情况（据台账草拟）
以下数字均由台账逐笔汇总。
二、平台服务
甲平台：签订中试服务项目 27[1] 项，合同金额 911.68[2] 万元。

[1] 项目数（projects）：统计期内签订的合同。
[2] 合同金额（contractAmount）：[含税]。

印制时检查点：949 条，根 9367d25078aafe8f，账本 pilot-ledger/a52719289705d2cf
`

describe('given the text of a reply', () => {
  const { title, paragraphs, notes } = readReply(TEXT)

  test('its title, headings, paragraphs and footnotes are told apart', () => {
    expect(title).toBe('中山市中试平台建设情况（据台账草拟）')
    expect(paragraphs.map((it) => it.heading)).toEqual([false, true, false])
    expect(notes).toEqual([
      { number: 1, text: '项目数（projects）：统计期内签订的合同。' },
      { number: 2, text: '合同金额（contractAmount）：[含税]。' },
    ])
  })

  test('every number of a paragraph carries its footnote', () => {
    expect(paragraphs[2].pieces.map((it) => ('note' in it ? it.note : it.text))).toEqual([
      '甲平台：签订中试服务项目 27',
      1,
      ' 项，合同金额 911.68',
      2,
      ' 万元。',
    ])
  })
})
