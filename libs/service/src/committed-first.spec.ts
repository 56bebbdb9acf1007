import type { Checkpoints } from '@pilot-ledger/recording'
import { accountsCommittedFirst } from './committed-first'

describe('given a service with accounts', () => {
  const done: string[] = []
  const checkpoints: Checkpoints = {
    before: async (of) => {
      done.push(`before ${of}`)
      return { size: 1, root: 'x' }
    },
    after: (position) => done.push(`after ${position}`),
  }
  const commitments = {
    failure: undefined as string | undefined,
    said: true,
    commit: async () => {
      done.push('commit')
      return commitments.said
    },
  }
  beforeEach(() => done.splice(0))

  it('when something is sealed, then its accounts are committed before the checkpoint is signed that it names', async () => {
    const first = accountsCommittedFirst(checkpoints, commitments)
    expect(await first.before('sealed')).toEqual({ size: 1, root: 'x' })
    first.after('7')
    expect(done).toEqual(['commit', 'before sealed', 'after 7'])
  })

  it('when a figure is published, then it waits for nothing; nor does anything without accounts', async () => {
    await accountsCommittedFirst(checkpoints, commitments).before('published')
    await accountsCommittedFirst(checkpoints, undefined).before('sealed')
    expect(done).toEqual(['before published', 'before sealed'])
  })

  it('when it signs nothing itself, then what it seals waits for the commitment all the same', async () => {
    const first = accountsCommittedFirst(undefined, commitments)
    expect(await first?.before('sealed')).toBeUndefined()
    expect(done).toEqual(['commit'])
    expect(accountsCommittedFirst(undefined, undefined)).toBeUndefined()
  })

  it.each([
    [undefined, 'unreachable', /could not be committed/],
    ['access.db is another', 'damaged', /access.db is another/],
  ] as const)(
    'when they are not committed (%s), then nothing is sealed, and it is said why',
    async (failure, reason, message) => {
      const first = accountsCommittedFirst(checkpoints, { ...commitments, commit: async () => false, failure })
      await expect(first.before('sealed')).rejects.toMatchObject({ reason, message: expect.stringMatching(message) })
      await expect(first.before('published')).resolves.toBeDefined()
      expect(done).toEqual(['before published'])
    },
  )
})
