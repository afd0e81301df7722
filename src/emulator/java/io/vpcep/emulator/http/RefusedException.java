package io.vpcep.emulator.http;

/** A request that an emulated service refuses. */
public final class RefusedException extends Exception {

  private final transient EmulatedResponse response;

  /**
   * @param response what the client is told
   */
  public RefusedException(EmulatedResponse response) {
    super("refused with " + response.status());
    this.response = response;
  }

  /** What the client is told. */
  public EmulatedResponse response() {
    return response;
  }
}
