package io.vpcep.emulator.http;

import java.util.Locale;

/** What a request asks the emulated clouds for. */
public enum Operation {
  /** {@code POST /v3/auth/tokens}. */
  CREATE_TOKEN("createToken", Api.IAM),
  /** {@code GET} and {@code HEAD /v3/auth/tokens}. */
  VALIDATE_TOKEN("validateToken", Api.IAM),
  /** {@code POST /v3.0/OS-CREDENTIAL/securitytokens}. */
  CREATE_TEMPORARY_KEY("createTemporaryKey", Api.IAM),
  /** {@code GET /v3/projects}. */
  LIST_PROJECTS("listProjects", Api.IAM),
  /** {@code GET /v3/auth/projects}. */
  LIST_ACCESSIBLE_PROJECTS("listAccessibleProjects", Api.IAM),
  /** {@code GET /v3/auth/domains}. */
  LIST_ACCESSIBLE_DOMAINS("listAccessibleDomains", Api.IAM),
  /** {@code GET /v3/auth/catalog}. */
  LIST_CATALOG("listCatalog", Api.IAM),
  /** {@code GET /v3/users}. */
  LIST_USERS("listUsers", Api.IAM),
  /** {@code GET /v3/regions}. */
  LIST_REGIONS("listRegions", Api.IAM),
  /** {@code GET /}. */
  LIST_IDENTITY_VERSIONS("listIdentityVersions", Api.IAM),
  /** {@code GET /v3}. */
  SHOW_IDENTITY_VERSION("showIdentityVersion", Api.IAM),
  /** {@code GET /v1/{project_id}/vpc-endpoint-services/{id}/connections}. */
  LIST_VPCEP_CONNECTIONS("listVpcepConnections", Api.VPCEP),
  /** {@code POST /v1/{project_id}/vpc-endpoint-services/{id}/connections/action}. */
  ACCEPT_OR_REJECT_ENDPOINT("acceptOrRejectEndpoint", Api.VPCEP),
  /** {@code PUT /v1/{project_id}/vpc-endpoint-services/{id}/connections/description}. */
  UPDATE_DESCRIPTIONS("updateDescriptions", Api.VPCEP),
  /** {@code GET /v1/{project_id}/vpc-endpoint-services}. */
  LIST_SERVICES("listServices", Api.VPCEP),
  /** {@code GET /v1/{project_id}/vpc-endpoint-services/public}. */
  LIST_PUBLIC_SERVICES("listPublicServices", Api.VPCEP),
  /** {@code GET /v1/{project_id}/vpc-endpoint-services/describe}. */
  DESCRIBE_SERVICE("describeService", Api.VPCEP),
  /** {@code GET /v1/{project_id}/vpc-endpoint-services/{id}}. */
  SHOW_SERVICE("showService", Api.VPCEP),
  /** {@code POST /v1/{project_id}/vpc-endpoint-services}. */
  CREATE_SERVICE("createService", Api.VPCEP),
  /** {@code PUT /v1/{project_id}/vpc-endpoint-services/{id}}. */
  MODIFY_SERVICE("modifyService", Api.VPCEP),
  /** {@code PUT /v1/{project_id}/vpc-endpoint-services/{id}/name}. */
  RENAME_SERVICE("renameService", Api.VPCEP),
  /** {@code DELETE /v1/{project_id}/vpc-endpoint-services/{id}}. */
  DELETE_SERVICE("deleteService", Api.VPCEP),
  /** {@code GET /v1/{project_id}/vpc-endpoint-services/{id}/permissions}. */
  LIST_WHITELIST("listWhitelist", Api.VPCEP),
  /** {@code POST /v1/{project_id}/vpc-endpoint-services/{id}/permissions/action}. */
  CHANGE_WHITELIST("changeWhitelist", Api.VPCEP),
  /** {@code POST /v1/{project_id}/vpc-endpoint-services/{id}/permissions/batch-create}. */
  CREATE_WHITELIST_RECORDS("createWhitelistRecords", Api.VPCEP),
  /** {@code POST /v1/{project_id}/vpc-endpoint-services/{id}/permissions/batch-delete}. */
  DELETE_WHITELIST_RECORDS("deleteWhitelistRecords", Api.VPCEP),
  /** {@code PUT /v1/{project_id}/vpc-endpoint-services/{id}/permissions/{permission_id}}. */
  DESCRIBE_WHITELIST_RECORD("describeWhitelistRecord", Api.VPCEP),
  /** {@code GET /v1/{project_id}/quotas}. */
  LIST_QUOTAS("listQuotas", Api.VPCEP),
  /** {@code GET /v1/{project_id}/endpoint_service/tags}. */
  LIST_TAGS("listTags", Api.VPCEP),
  /** {@code POST /v1/{project_id}/endpoint_service/{id}/tags/action}. */
  CHANGE_TAGS("changeTags", Api.VPCEP),
  /** {@code GET /v1}. */
  SHOW_VPCEP_VERSION("showVpcepVersion", Api.VPCEP),
  /** {@code GET /v1.0/{project_id}/clusters/{id}/vpcepservice/connections}. */
  LIST_CSS_CONNECTIONS("listCssConnections", Api.CSS),
  /** {@code POST /v1.0/{project_id}/clusters/{id}/vpcepservice/connections}. */
  UPDATE_CSS_CONNECTIONS("updateCssConnections", Api.CSS),
  /** {@code GET /v1.0/{project_id}/clusters}. */
  LIST_CLUSTERS("listClusters", Api.CSS),
  /** {@code GET /v1.0/{project_id}/clusters/{id}}. */
  SHOW_CLUSTER("showCluster", Api.CSS),
  /** {@code POST /v1.0/{project_id}/clusters/{id}/vpcepservice/open}. */
  OPEN_ENDPOINT_SERVICE("openEndpointService", Api.CSS),
  /** {@code PUT /v1.0/{project_id}/clusters/{id}/vpcepservice/close}. */
  CLOSE_ENDPOINT_SERVICE("closeEndpointService", Api.CSS),
  /** {@code POST /v1.0/{project_id}/clusters/{id}/vpcepservice/permissions}. */
  CHANGE_CSS_WHITELIST("changeCssWhitelist", Api.CSS),
  /** Anything else; the gateway responds that there is no such API. */
  UNKNOWN("unknown", Api.NONE);

  private final String value;
  private final Api api;

  Operation(String value, Api api) {
    this.value = value;
    this.api = api;
  }

  /** The name in the request log. */
  public String value() {
    return value;
  }

  /** Whose operation it is. */
  public Api api() {
    return api;
  }

  /** The emulated services. */
  public enum Api {
    IAM,
    VPCEP,
    CSS,
    /** No service has the operation. */
    NONE;

    /** The name in data files and in the control interface. */
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
