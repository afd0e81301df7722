package io.vpcep.emulator.world;

/** The words that the documents name for a connection's status; a connection may have any other. */
public final class Status {

  public static final String PENDING_ACCEPTANCE = "pendingAcceptance";
  public static final String CREATING = "creating";
  public static final String ACCEPTED = "accepted";
  public static final String REJECTED = "rejected";
  public static final String FAILED = "failed";
  public static final String DELETING = "deleting";

  private Status() {}
}
