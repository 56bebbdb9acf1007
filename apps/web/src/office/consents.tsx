import { useState } from 'react'
import { useAnswer } from '../api/answers'
import { type Answers, send } from '../api/ask'
import { momentText } from '../kit/moment'
import { ActButtons, Sheet } from '../kit/page'
import { DataTable } from '../kit/tables'
import { usePlatforms, useSession } from '../session/session'
import { t } from '../words/word'
import { type GivenPassword, passwordGiven, useAct } from './given-password'
import { ReasonModal } from './reason-modal'

type Proposal = Answers['GET /api/account-proposals']['proposals'][number]

/** 待同意: rights that wait for a second person. Who proposed withdraws; everybody else consents or says why not. */
export function Consents({ onGiven }: { onGiven: (given: GivenPassword | undefined) => void }) {
  const { actor, withoutAccount } = useSession()
  const { nameOf } = usePlatforms()
  const { data } = useAnswer('GET /api/account-proposals')
  const [rejected, setRejected] = useState<Proposal>()
  const act = useAct()
  if (!data || data.proposals.length === 0) return null
  const consent = async ({ proposal, name }: Proposal) => {
    const answer = await act(() => send('POST /api/account-proposals/{proposal}/consent', { proposal }, undefined))
    if (answer) onGiven(passwordGiven(name, answer))
  }
  return (
    <Sheet title={t('consent.title')}>
      <p className="note">{t('consent.note')}</p>
      <DataTable
        rowKey="proposal"
        rows={data.proposals}
        columns={[
          { word: 'logIn.name', cell: (it) => it.name },
          { word: 'figure.what', cell: (it) => whatOf(it, nameOf) },
          { word: 'consent.proposedBy', cell: (it) => it.proposedBy },
          { word: 'access.at', number: (it) => momentText(it.at) },
          {
            title: '',
            cell: (it) => (
              <ActButtons
                acts={
                  it.proposedBy === actor
                    ? [['contract.withdraw', () => void act(() => withdraw(it))]]
                    : [
                        it.name !== actor && ['consent.give', () => void consent(it), { disabled: withoutAccount }],
                        it.name !== actor && ['consent.reject', () => setRejected(it), { danger: true }],
                      ]
                }
              />
            ),
          },
        ]}
      />
      {rejected && (
        <ReasonModal
          about={rejected.name}
          word="consent.reject"
          doing={(reason) =>
            send('POST /api/account-proposals/{proposal}/rejection', { proposal: rejected.proposal }, { reason })
          }
          onClose={() => setRejected(undefined)}
        />
      )}
    </Sheet>
  )
}

const withdraw = ({ proposal }: Proposal) =>
  send('POST /api/account-proposals/{proposal}/withdrawal', { proposal }, undefined)

function whatOf(
  { kind, role, displayName, platforms = [], disabled }: Proposal,
  nameOf: (platform: string) => string,
): string {
  const parts = [
    t(`consent.${kind}`),
    role && t(`role.${role}`),
    displayName,
    ...platforms.map(nameOf),
    disabled === false && t('account.enable'),
  ]
  return parts.filter(Boolean).join(' · ')
}
