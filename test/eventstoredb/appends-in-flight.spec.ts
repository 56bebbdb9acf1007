import { type Ledger, ledgerOnStandIn, payment } from './ledger.spec-support'

const DEADLINE_MS = 800

/** What appends owe to each other when the server leaves some of them unanswered. */
describe('given appends in flight to a server that misbehaves', () => {
  let ledger: Ledger
  const reconnects: string[] = []

  beforeEach(async () => {
    reconnects.length = 0
    const observer = { onReconnect: (who: string) => void reconnects.push(who) }
    ledger = await ledgerOnStandIn({ appendDeadlineMs: DEADLINE_MS, silenceMs: 1_500, observer })
  })
  afterEach(() => ledger.close())

  const timed = async (work: Promise<unknown>) => {
    const start = performance.now()
    const [outcome] = await Promise.allSettled([work])
    return { outcome, took: performance.now() - start }
  }

  it('when one of them is left out, then the call stays open for the others and nobody sends twice', async () => {
    const { log, server } = ledger
    await log.append('beside', 'none', [payment()])
    server.faults.next({ kind: 'silent', stored: true })
    const leftOut = log.append('left out', 'none', [payment()])
    let head = 0
    let over = false
    const settled = leftOut.finally(() => {
      over = true
    })
    while (!over) head = (await log.append('beside', head, [payment()])).revision
    await expect(settled).resolves.toMatchObject({ revision: 0 })

    // Each of the others once, the one left out twice; all on the call that was opened first.
    expect(server.counts().append).toBe(head + 1 + 2)
    expect(reconnects).toEqual([])
  })

  it('when the first of many to one contract gets no answer, then all of them end within one deadline', async () => {
    const { log, server } = ledger
    server.faults.always(() => ({ kind: 'silent', stored: true }))
    const events = Array.from({ length: 20 }, () => payment())
    const ends = await Promise.all(events.map((it) => timed(log.append('s', 'any', [it]))))
    server.faults.clear()

    for (const { took } of ends) expect(took).toBeLessThan(DEADLINE_MS + 400)
    const codes = ends.map(({ outcome }) => (outcome as PromiseRejectedResult).reason.code)
    expect(codes[0]).toBe('outcome-unknown')
    expect(codes.at(-1)).toBe('unavailable')
    // "Unavailable" says that nothing was stored.
    const stored = new Set((await log.readStream('s')).events.map((it) => it.id))
    expect(events.filter((it, i) => codes[i] === 'unavailable' && stored.has(it.id))).toEqual([])
    expect(stored.has(events[0].id)).toBe(true)
  })

  it('when the same append is asked for again while the first is unknown, then both are told so', async () => {
    const { log, server } = ledger
    server.faults.always(() => ({ kind: 'silent', stored: true }))
    const event = payment()
    const both = await Promise.allSettled([log.append('s', 'none', [event]), log.append('s', 'none', [event])])

    expect(both.map((it) => (it as PromiseRejectedResult).reason.code)).not.toContain('version-conflict')
    server.faults.clear()
    expect(await log.append('s', 'none', [event])).toMatchObject({ revision: 0 })
    expect((await log.readStream('s')).events.map((it) => it.id)).toEqual([event.id])
  })

  it('when the same append comes again behind others, then each is answered for its own turn', async () => {
    const { log } = ledger
    const first = payment()
    const again = payment()
    const outcomes = await Promise.allSettled([
      log.append('s', 'any', [first]),
      log.append('s', 'none', [again]),
      log.append('s', 'any', [payment()]),
      log.append('s', 'none', [again]),
    ])

    const reported = outcomes.map((it) => (it.status === 'fulfilled' ? it.value.revision : `at ${it.reason.actual}`))
    expect(reported).toEqual([0, 'at 0', 1, 'at 1'])
  })

  it('when reads are silent, then an append that must look first ends in its time, and nothing of it is stored', async () => {
    const { log, server } = ledger
    await log.append('s', 'none', [payment()])
    const other = await ledger.open({ silenceMs: 60_000 })
    server.faults.silentReads = true
    const { outcome, took } = await timed(other.append('s', 0, [payment()]))

    expect(outcome).toMatchObject({ reason: { code: 'unavailable', reason: 'unreachable' } })
    expect(took).toBeLessThan(DEADLINE_MS + 400)
    server.faults.clear()
    expect((await log.readStream('s')).head).toBe(0)
  })

  it('when the log is closed meanwhile, then what was accepted is still finished', async () => {
    const { server } = ledger
    server.setCommitMs(50)
    const closing = await ledger.open()
    const appended = closing.append('s', 'none', [payment()])
    await closing.close()

    await expect(appended).resolves.toMatchObject({ revision: 0 })
    await expect(closing.append('s', 0, [payment()])).rejects.toMatchObject({ code: 'unavailable', reason: 'closed' })
  })

  it('when an answer comes long after its deadline, then it finds nobody, and the next append gets its own', async () => {
    const { log, server } = ledger
    server.faults.next({ kind: 'late', stored: true, lateMs: DEADLINE_MS })
    const event = payment()
    await expect(log.append('s', 'none', [event])).resolves.toMatchObject({ revision: 0 })
    await expect(log.append('s', 0, [payment()])).resolves.toMatchObject({ revision: 1 })

    expect((await log.readStream('s')).events.map((it) => it.id)[0]).toBe(event.id)
  })

  it('when this process has been told, then another one still says that the append repeats', async () => {
    const { log } = ledger
    const event = payment()
    const first = await log.append('s', 'none', [event])
    const other = await ledger.open()

    expect(await other.append('s', 'none', [event])).toEqual({ ...first, repeated: true })
  })

  it('given a tail that was cut and filled again, when the connection comes back, then a stale memory stores nothing twice', async () => {
    const { log, server } = ledger
    await log.append('s', 'none', [payment(1)])
    await log.append('s', 0, [payment(2)])
    server.cutTail(1)
    const other = await ledger.open()
    const instead = payment(3)
    await other.append('s', 0, [instead])
    server.dropConnections()
    await log.append('t', 'none', [payment()])

    // This log once saw another event at revision 1; the one that is there now must not be stored again behind it.
    await expect(log.append('s', 1, [instead])).rejects.toMatchObject({ code: 'reused-event-id', eventId: instead.id })
  })
})
