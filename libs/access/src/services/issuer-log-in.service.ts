import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import { OPENID_LOG_IN, type OpenIdLogIn } from '../openid/log-in'
import type { Store } from '../store'
import { inTransaction } from '../store/database'
import { randomToken, SESSION_PREFIX, secretDigest, tokenHash } from '../store/secrets'
import type { LoggedIn, SessionTimes } from './log-in.service'

/** So long a person may take at the issuer, ms. */
export const ON_THE_WAY_MS = 10 * 60_000
const BROWSER_PREFIX = 'plb_'

/** 统一登录: people come by an issuer, beside local accounts, and get a session of this ledger. */
export class IssuerLogInService {
  constructor(
    private readonly store: Store,
    private readonly times: SessionTimes,
    private readonly clock: () => number,
  ) {}

  /**
   * Where the browser is sent, and what it has to bring back beside the answer. Refusal: `issuer-unavailable`.
   * @param session of that browser, whose place the new one takes. Coming back from another site it does not bring that cookie
   * (SameSite=Strict), so what it brings names the session, by its hash.
   */
  async begin(
    at: OpenIdLogIn,
    session?: string,
  ): Promise<Checked<{ readonly address: string; readonly browser: string }>> {
    const sent = await at.begin()
    if (isRefusal(sent)) return sent
    const browser = randomToken(BROWSER_PREFIX) + (session === undefined ? '' : `.${tokenHash(session)}`)
    const hashes = { state: tokenHash(sent.begun.state), browser: tokenHash(browser) }
    const now = this.clock()
    inTransaction(this.store.database, () =>
      this.store.issuerSessions.begin(hashes, sent.begun, now, now - ON_THE_WAY_MS),
    )
    return { address: sent.address, browser }
  }

  /**
   * With what the issuer sent back. Each log-in is finished once, in the browser where it was begun; the session that this one
   * had then ends. Refusals: those of
   * `OpenIdLogIn.finish`; `openid-log-in` too for a state that nobody began here, or that is used or over.
   */
  async finish(
    at: OpenIdLogIn,
    { state, code }: { readonly state?: string; readonly code?: string },
    browser: string | undefined,
    address: string,
  ): Promise<Checked<LoggedIn>> {
    if (state === undefined || browser === undefined) return OPENID_LOG_IN
    const hashes = { state: tokenHash(state), browser: tokenHash(browser) }
    const begun = this.store.issuerSessions.take(hashes, this.clock() - ON_THE_WAY_MS)
    // Whoever declined there has to begin anew as well.
    if (!begun || code === undefined) return OPENID_LOG_IN
    const found = await at.finish(code, begun)
    if (isRefusal(found)) return found
    const { identity, sid } = found
    return inTransaction(this.store.database, () => {
      const token = randomToken(SESSION_PREFIX)
      const now = this.clock()
      const deadBefore = { begun: now - this.times.longest, used: now - this.times.idle }
      const [, replaced] = browser.split('.')
      if (replaced !== undefined) {
        this.store.credentials.endSession(replaced)
        this.store.issuerSessions.endSession(replaced)
      }
      this.store.issuerSessions.beginSession(tokenHash(token), identity, sid, now, deadBefore)
      const { actor, role, platforms } = identity
      const data = { address, session: secretDigest(tokenHash(token)), role, platforms }
      this.store.entries.append({ at: now, actor, type: 'LoggedInAtIssuer', account: actor, data })
      return { token, identity, guesses: [] }
    })
  }

  /**
   * Another session has begun in the browser that was on its way there: coming back no longer replaces it, as that one is not what the
   * browser had when it left.
   */
  withdraw(browser: string): void {
    this.store.issuerSessions.withdraw(tokenHash(browser))
  }

  /** Ends what the issuer says has ended there. How many sessions there were. Refusals: `logout-token`, `issuer-unavailable`. */
  async loggedOutThere(at: OpenIdLogIn, token: string): Promise<Checked<{ readonly ended: number }>> {
    const whom = await at.loggedOut(token)
    return isRefusal(whom) ? whom : { ended: this.store.issuerSessions.endAll(whom) }
  }
}
