import { App } from 'antd'
import { useRefresh } from '../api/answers'
import { Refused } from '../api/ask'
import { problemText } from '../kit/states'

/** One click that changes something; a refusal is said and nothing else happens. */
export function useAct() {
  const { message } = App.useApp()
  const refresh = useRefresh()
  return async <T>(doing: () => Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await doing()
      await refresh()
      return answer
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      void message.error(problemText(error.problem))
      return undefined
    }
  }
}
