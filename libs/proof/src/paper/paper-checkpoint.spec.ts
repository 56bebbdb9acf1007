import { checkpointWords } from './paper-checkpoint'

const CHECKPOINT = { origin: 'ledger.example/zhongshan', size: 949, root: '0f1e2d3c4b5a6978', note: '' }

describe('The words of a checkpoint on paper', () => {
  test.each([300, 949])('say that it is of the ledger at printing, and that the paper counts as far as %p', (cut) => {
    expect(checkpointWords({ ...CHECKPOINT, cut })).toBe(
      `印制时检查点：949 条，根 0f1e2d3c4b5a6978，账本 ledger.example/zhongshan；本件所计截至第 ${cut} 条`,
    )
  })

  test('say from which entry on nothing was signed, where the paper counts more than that', () => {
    expect(checkpointWords({ ...CHECKPOINT, cut: 952 })).toMatch(/本件所计截至第 952 条，第 950 条起印制时尚未签署$/)
  })
})
