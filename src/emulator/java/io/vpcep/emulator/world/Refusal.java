package io.vpcep.emulator.world;

/** Why nothing is done to a connection. */
public enum Refusal {
  /** The source has no connection of this endpoint. */
  NOT_THERE,
  /** The source has a connection of this endpoint already. */
  ALREADY_THERE,
  BEING_CREATED,
  BEING_DELETED,
  /** It failed, or has a status that no document names. */
  UNMODIFIABLE
}
