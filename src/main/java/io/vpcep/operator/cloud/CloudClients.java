package io.vpcep.operator.cloud;

import io.vpcep.operator.cloud.auth.IamProjects;
import io.vpcep.operator.cloud.auth.IamTokens;
import java.time.Clock;

/** All that we ask of clouds, over one pool of connections. */
public final class CloudClients implements AutoCloseable {

  private final CloudHttp http;
  private final IamTokens iam;
  private final IamProjects projects;

  /**
   * @param listener notified of every HTTP call
   * @param clock what times in responses are compared with
   * @param services what the error codes of the services mean
   * @throws IllegalArgumentException when the CA bundle is of no use
   */
  public CloudClients(
      HttpSettings settings, CallListener listener, Clock clock, ErrorCodes services) {
    this.http = new CloudHttp(settings, listener, clock, services);
    this.iam = new IamTokens(http);
    this.projects = new IamProjects(http);
  }

  /** What every call is made over. */
  public CloudHttp http() {
    return http;
  }

  /** The API that gives tokens. */
  public IamTokens iam() {
    return iam;
  }

  /** The API that finds projects. */
  public IamProjects projects() {
    return projects;
  }

  /** Ends all calls at once; they and later ones fail. */
  @Override
  public void close() {
    http.close();
  }
}
