import { unread } from './in-this-browser'

describe('what a browser remembers of an evaluator’s answers', () => {
  const answered = { kind: 'evaluatorAnswers', count: 2, round: 'R', platform: 'P' } as const
  const other = { kind: 'evaluatorAnswers', count: 1, round: 'R2', platform: 'P' } as const
  const proposals = { kind: 'proposals', count: 3, platform: 'P' } as const

  test('what was opened is not counted again, and what is all read does not wait', () => {
    expect(unread([answered, other, proposals], {})).toEqual([answered, other, proposals])
    expect(unread([answered, other, proposals], { answers: { 'R P': 1 } })).toEqual([
      { ...answered, count: 1 },
      other,
      proposals,
    ])
    expect(unread([answered, proposals], { answers: { 'R P': 2 } })).toEqual([proposals])
  })
})
