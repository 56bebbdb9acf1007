import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { send } from '../../api/ask'
import { today } from '../../kit/moment'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { useTwoLanguages } from '../../kit/two-languages'
import { typedAmount } from '../../money/typed-amount'
import { type Assessment, AT } from '../assessment/answers'

interface Fields {
  readonly indicator: string
  readonly seed: string
  readonly method: 'count' | 'money'
  readonly size: number
  readonly strataBy?: 'amount' | 'category' | 'warning'
  readonly bands?: readonly string[]
  readonly statementFrom: number
}

/** A draw that anybody repeats: the seed is recorded, the same seed and rows draw the same. */
export function DrawForm({ assessment, onDrawn }: { assessment: Assessment; onDrawn: (sample: string) => void }) {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const { busy, problem, submit } = useSubmission()
  const [form] = Form.useForm<Fields>()
  const strataBy = Form.useWatch('strataBy', form)
  const lines = assessment.indicators.filter((it) => it.source.from === 'ledger')
  const draw = async ({ bands, strataBy: by, ...rest }: Fields) => {
    const body = {
      ...rest,
      ...(by && { strataBy: by }),
      ...(by === 'amount' && bands && { bands: bands.map(typedAmount) }),
    }
    const params = { round: assessment.round, id: assessment.platform }
    const done = await submit(body, (key) => send(`POST ${AT}/samples`, params, body, { key }))
    if (done) onDrawn(String(done.sample))
  }
  const needed = [{ required: true, message: t('needed') }]
  return (
    <section className="sheet" aria-label={t('sample.draw')}>
      <h2>{t('sample.draw')}</h2>
      <p className="note">{t('sample.seedNote')}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={draw}
        initialValues={{
          indicator: (lines.find((it) => it.unit === 'CNY') ?? lines[0])?.indicator,
          method: 'count',
          size: 10,
          statementFrom: 30,
        }}
      >
        <div className="in-line">
          <Form.Item name="indicator" label={t('result.indicator')} rules={needed}>
            <Select options={lines.map((it) => ({ value: it.indicator, label: said(it) }))} />
          </Form.Item>
          <Form.Item name="method" label={t('sample.method')} rules={needed}>
            <Select options={['count', 'money'].map((it) => ({ value: it, label: t(`sample.method.${it}`) }))} />
          </Form.Item>
          <Form.Item name="size" label={t('sample.size')} rules={needed}>
            <InputNumber min={1} max={500} precision={0} />
          </Form.Item>
          <Form.Item name="strataBy" label={t('sample.strataBy')}>
            <Select
              allowClear
              options={['amount', 'category', 'warning'].map((it) => ({ value: it, label: t(`strata.${it}`) }))}
            />
          </Form.Item>
          {strataBy === 'amount' && (
            <Form.Item name="bands" label={t('sample.bands')} rules={needed}>
              <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', ';', '；', ' ']} />
            </Form.Item>
          )}
          <Form.Item name="statementFrom" label={t('sample.statementFrom')} rules={needed}>
            <InputNumber min={1} max={500} precision={0} />
          </Form.Item>
        </div>
        <Form.Item name="seed" label={t('sample.seed')} rules={needed}>
          <Input maxLength={120} autoComplete="off" placeholder={`${today()} ${t('sample.seedExample')}`} />
        </Form.Item>
        <ProblemAlert problem={problem} facts />
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('sample.draw')}
        </Button>
      </Form>
    </section>
  )
}
