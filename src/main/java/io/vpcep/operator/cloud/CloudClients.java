package io.vpcep.operator.cloud;

import io.vpcep.operator.cloud.auth.IamProjects;
import io.vpcep.operator.cloud.auth.IamTokens;
import io.vpcep.operator.cloud.css.CssConnections;
import io.vpcep.operator.cloud.vpcep.VpcepConnections;
import io.vpcep.operator.connection.Source;
import java.time.Clock;

/** All that we ask of clouds, over one pool of connections. */
public final class CloudClients implements AutoCloseable {

  private final CloudHttp http;
  private final ConnectionsApi vpcep;
  private final ConnectionsApi css;
  private final IamTokens iam;
  private final IamProjects projects;

  /**
   * @param listener notified of every HTTP call
   * @param clock what times in responses are compared with
   * @throws IllegalArgumentException when the CA bundle is of no use
   */
  public CloudClients(HttpSettings settings, CallListener listener, Clock clock) {
    this.http = new CloudHttp(settings, listener, clock);
    this.vpcep = new VpcepConnections(http);
    this.css = new CssConnections(http);
    this.iam = new IamTokens(http);
    this.projects = new IamProjects(http);
  }

  /** The API that lists the connections of such a source. */
  public ConnectionsApi connections(Source.Kind kind) {
    return switch (kind) {
      case VPC_ENDPOINT_SERVICE -> vpcep;
      case CSS_CLUSTER -> css;
    };
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
