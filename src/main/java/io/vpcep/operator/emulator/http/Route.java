package io.vpcep.operator.emulator.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request leads.
 *
 * @param operation what is asked for
 * @param projectId the project in the path; empty where the path has none
 * @param source the endpoint service or cluster in the path; empty where the path has none
 */
public record Route(Operation operation, String projectId, String source) {

  private static final Pattern TOKENS = Pattern.compile("/v3/auth/tokens/?");
  private static final Pattern PROJECTS = Pattern.compile("/v3/projects/?");
  private static final Pattern VPCEP =
      Pattern.compile("/v1/([^/]{1,64})/vpc-endpoint-services/([^/]{1,64})/connections/?");
  private static final Pattern CSS =
      Pattern.compile("/v1\\.0/([^/]{1,64})/clusters/([^/]{1,64})/vpcepservice/connections/?");

  /**
   * The route of a method and a path. Project and source IDs have 1 to 64 characters, as the VPCEP
   * documents say.
   */
  public static Route of(String method, String path) {
    if (method.equals("POST") && TOKENS.matcher(path).matches()) {
      return new Route(Operation.CREATE_TOKEN, "", "");
    }
    if (method.equals("GET") && PROJECTS.matcher(path).matches()) {
      return new Route(Operation.LIST_PROJECTS, "", "");
    }
    if (method.equals("GET")) {
      return ofList(path);
    }
    return unknown();
  }

  private static Route ofList(String path) {
    Matcher vpcep = VPCEP.matcher(path);
    if (vpcep.matches()) {
      return new Route(Operation.LIST_VPCEP_CONNECTIONS, vpcep.group(1), vpcep.group(2));
    }
    Matcher css = CSS.matcher(path);
    if (css.matches()) {
      return new Route(Operation.LIST_CSS_CONNECTIONS, css.group(1), css.group(2));
    }
    return unknown();
  }

  private static Route unknown() {
    return new Route(Operation.UNKNOWN, "", "");
  }
}
