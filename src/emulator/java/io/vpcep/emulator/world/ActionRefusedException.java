package io.vpcep.emulator.world;

/** Something cannot be done to a connection, and nothing was done. */
public final class ActionRefusedException extends Exception {

  private final Refusal refusal;

  ActionRefusedException(Refusal refusal) {
    super(refusal.name());
    this.refusal = refusal;
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }
}
