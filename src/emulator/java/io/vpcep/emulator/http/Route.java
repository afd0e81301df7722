package io.vpcep.emulator.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request leads.
 *
 * @param operation what is asked for
 * @param projectId the project in the path; empty where the path has none
 * @param source the endpoint service or cluster in the path; empty where the path has none
 * @param item what belongs to the source; empty where the path has none
 */
public record Route(Operation operation, String projectId, String source, String item) {

  private static final String ID = "([^/]{1,64})";
  private static final String SERVICES = "/v1/" + ID + "/vpc-endpoint-services";
  private static final String SERVICE = SERVICES + "/" + ID;
  private static final String WHITELIST = SERVICE + "/permissions";
  private static final String TAGS = "/v1/" + ID + "/endpoint_service";
  private static final String CLUSTERS = "/v1\\.0/" + ID + "/clusters";
  private static final String CLUSTER = CLUSTERS + "/" + ID;

  private static final List<Way> WAYS =
      List.of(
          way(Operation.CREATE_TOKEN, "POST", "/v3/auth/tokens"),
          way(Operation.VALIDATE_TOKEN, "GET", "/v3/auth/tokens"),
          way(Operation.VALIDATE_TOKEN, "HEAD", "/v3/auth/tokens"),
          way(Operation.CREATE_TEMPORARY_KEY, "POST", "/v3\\.0/OS-CREDENTIAL/securitytokens"),
          way(Operation.LIST_PROJECTS, "GET", "/v3/projects"),
          way(Operation.LIST_ACCESSIBLE_PROJECTS, "GET", "/v3/auth/projects"),
          way(Operation.LIST_ACCESSIBLE_DOMAINS, "GET", "/v3/auth/domains"),
          way(Operation.LIST_CATALOG, "GET", "/v3/auth/catalog"),
          way(Operation.LIST_USERS, "GET", "/v3/users"),
          way(Operation.LIST_REGIONS, "GET", "/v3/regions"),
          way(Operation.LIST_IDENTITY_VERSIONS, "GET", ""),
          way(Operation.SHOW_IDENTITY_VERSION, "GET", "/v3"),
          way(Operation.LIST_VPCEP_CONNECTIONS, "GET", SERVICE + "/connections"),
          way(Operation.ACCEPT_OR_REJECT_ENDPOINT, "POST", SERVICE + "/connections/action"),
          way(Operation.UPDATE_DESCRIPTIONS, "PUT", SERVICE + "/connections/description"),
          way(Operation.LIST_SERVICES, "GET", SERVICES),
          way(Operation.CREATE_SERVICE, "POST", SERVICES),
          way(Operation.LIST_PUBLIC_SERVICES, "GET", SERVICES + "/public"),
          way(Operation.DESCRIBE_SERVICE, "GET", SERVICES + "/describe"),
          way(Operation.SHOW_SERVICE, "GET", SERVICE),
          way(Operation.MODIFY_SERVICE, "PUT", SERVICE),
          way(Operation.RENAME_SERVICE, "PUT", SERVICE + "/name"),
          way(Operation.DELETE_SERVICE, "DELETE", SERVICE),
          way(Operation.LIST_WHITELIST, "GET", WHITELIST),
          way(Operation.CHANGE_WHITELIST, "POST", WHITELIST + "/action"),
          way(Operation.CREATE_WHITELIST_RECORDS, "POST", WHITELIST + "/batch-create"),
          way(Operation.DELETE_WHITELIST_RECORDS, "POST", WHITELIST + "/batch-delete"),
          way(Operation.DESCRIBE_WHITELIST_RECORD, "PUT", WHITELIST + "/" + ID),
          way(Operation.LIST_QUOTAS, "GET", "/v1/" + ID + "/quotas"),
          way(Operation.LIST_TAGS, "GET", TAGS + "/tags"),
          way(Operation.CHANGE_TAGS, "POST", TAGS + "/" + ID + "/tags/action"),
          way(Operation.SHOW_VPCEP_VERSION, "GET", "/v1"),
          way(Operation.LIST_CSS_CONNECTIONS, "GET", CLUSTER + "/vpcepservice/connections"),
          way(Operation.UPDATE_CSS_CONNECTIONS, "POST", CLUSTER + "/vpcepservice/connections"),
          way(Operation.LIST_CLUSTERS, "GET", CLUSTERS),
          way(Operation.SHOW_CLUSTER, "GET", CLUSTER),
          way(Operation.OPEN_ENDPOINT_SERVICE, "POST", CLUSTER + "/vpcepservice/open"),
          way(Operation.CLOSE_ENDPOINT_SERVICE, "PUT", CLUSTER + "/vpcepservice/close"),
          way(Operation.CHANGE_CSS_WHITELIST, "POST", CLUSTER + "/vpcepservice/permissions"));

  /**
   * Method and path of an operation; the groups of the path are project, source and item, if any.
   */
  private record Way(Operation operation, String method, Pattern path) {}

  /**
   * The route of a method and a path. Project and source IDs have 1 to 64 characters, as the VPCEP
   * documents say.
   */
  public static Route of(String method, String path) {
    for (Way way : WAYS) {
      Matcher matcher = way.path().matcher(path);
      if (way.method().equals(method) && matcher.matches()) {
        return new Route(way.operation(), group(matcher, 1), group(matcher, 2), group(matcher, 3));
      }
    }
    return new Route(Operation.UNKNOWN, "", "", "");
  }

  private static Way way(Operation operation, String method, String path) {
    return new Way(operation, method, Pattern.compile(path + "/?"));
  }

  private static String group(Matcher matcher, int number) {
    return number > matcher.groupCount() ? "" : matcher.group(number);
  }
}
