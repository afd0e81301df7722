package io.vpcep.operator.api;

import java.util.List;

/** The kinds of our group. Whatever is done for each of them takes them from here. */
public final class Kinds {

  /** The class of each kind. */
  public static final List<Class<? extends Resource<?, ?>>> ALL =
      List.of(
          CloudAccount.class,
          VpcEndpointConnection.class,
          VpcEndpointService.class,
          VpcEndpointAcceptancePolicy.class);

  private Kinds() {}
}
