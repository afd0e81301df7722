package io.vpcep.emulator.http;

/** A request that an emulated service refuses. */
public final class RefusedException extends Exception {

  private final transient EmulatedResponse answer;

  /**
   * @param answer what the client is told
   */
  public RefusedException(EmulatedResponse answer) {
    super("refused with " + answer.status());
    this.answer = answer;
  }

  /** What the client is told. */
  public EmulatedResponse answer() {
    return answer;
  }
}
