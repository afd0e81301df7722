package io.vpcep.operator.emulator.http;

/** A request that an emulated service refuses. */
public final class RefusedException extends Exception {

  private final transient Answer answer;

  /**
   * @param answer what the client is told
   */
  public RefusedException(Answer answer) {
    super("refused with " + answer.status());
    this.answer = answer;
  }

  /** What the client is told. */
  public Answer answer() {
    return answer;
  }
}
