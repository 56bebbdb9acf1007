import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { useCatalogue, useTimes } from './figure'

/** Whose figure. */
export type Certified = { readonly platform: string } | { readonly programme: string } | 'all'

const addressOf = (of: Certified, code: string) => {
  if (of === 'all') return `./api/figures/total/${code}/certificate`
  if ('platform' in of) return `./api/platforms/${of.platform}/figures/${code}/certificate`
  return `./api/programmes/${of.programme}/figures/${code}/certificate`
}

interface OfFigure {
  readonly of: Certified
  readonly code: string
  /** Where window and cut are not those of the address. */
  readonly times?: Readonly<Record<string, string | undefined>>
}

/** 证书 of a figure as it stands there: with its window, at its cut. Undefined for whoever may not take it. */
function useCertificate({ of, code, times }: OfFigure): string | undefined {
  const { may } = useSession()
  const own = useTimes().times
  const isProgramme = typeof of === 'object' && 'programme' in of
  if (!may(isProgramme ? 'takeProgrammeCertificate' : 'takeCertificate')) return undefined
  const given = Object.entries(times ?? own).filter((it): it is [string, string] => it[1] !== undefined)
  return `${addressOf(of, code)}?${new URLSearchParams(given)}`
}

/** Beside a number, in a table: a small mark. */
export function CertificateMark(its: OfFigure) {
  const href = useCertificate(its)
  const { nameOf } = useCatalogue()
  return href && <Mark href={href} of={nameOf(its.code)} />
}

function Mark({ href, of }: { readonly href: string; readonly of: string }) {
  const text = t('certificate.take', { figure: of })
  return (
    <a className="certificate no-print" href={href} download title={text} aria-label={text}>
      <SafetyCertificateOutlined />
    </a>
  )
}

/** Of a letter's statement, the same. */
export function StatementMark({ of, no, query }: { of: Exclude<Certified, 'all'>; no: string; query: string }) {
  const { may } = useSession()
  const isProgramme = 'programme' in of
  const owner = isProgramme ? `programmes/${of.programme}` : `platforms/${of.platform}`
  if (!may(isProgramme ? 'takeProgrammeCertificate' : 'takeCertificate')) return null
  return <Mark href={`./api/${owner}/published-figures/${encodeURIComponent(no)}/certificate?${query}`} of={no} />
}

/** Of a close or a seal, beside its other papers. */
export function ActCertificate({ href, action }: { href: string; action: string }) {
  const { may } = useSession()
  if (!may(action)) return null
  return (
    <>
      <Button icon={<SafetyCertificateOutlined />} href={href} download>
        {t('certificate')}
      </Button>
      <Verifier />
    </>
  )
}

const Verifier = () => (
  <a href="./verifier/verify-certificate.html" download title={t('certificate.verifierNote')}>
    {t('certificate.verifier')}
  </a>
)

/** At the head of a figure's rows: the certificate, and what it is checked with. */
export function CertificateButtons(its: OfFigure) {
  const href = useCertificate(its)
  if (href === undefined) return null
  return (
    <>
      <Button icon={<SafetyCertificateOutlined />} href={href} download>
        {t('certificate')}
      </Button>
      <Button href={`${href}&masked=true`} download title={t('certificate.maskedNote')}>
        {t('certificate.masked')}
      </Button>
      <Verifier />
    </>
  )
}
