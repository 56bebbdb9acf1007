import { Alert, Button } from 'antd'
import { Component, type ReactNode } from 'react'

/** A fault of one place: said with its words, and the rest of the page goes on. Anew at every address. */
export class FaultBoundary extends Component<{ children: ReactNode; word: string; again: string }, { fault?: Error }> {
  override state: { fault?: Error } = {}

  static getDerivedStateFromError(fault: Error) {
    return { fault }
  }

  override render() {
    const { fault } = this.state
    if (!fault) return this.props.children
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={this.props.word}
        description={fault.message}
        action={<Button onClick={() => this.setState({ fault: undefined })}>{this.props.again}</Button>}
      />
    )
  }
}
