package io.vpcep.emulator.world;

/** The words that the documents name for the status of an endpoint service. */
public final class ServiceStatus {

  public static final String CREATING = "creating";
  public static final String AVAILABLE = "available";
  public static final String FAILED = "failed";
  public static final String DELETING = "deleting";

  private ServiceStatus() {}
}
