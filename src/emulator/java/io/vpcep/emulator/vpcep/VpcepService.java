package io.vpcep.emulator.vpcep;

import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.GatewayError;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.ServiceLifeCycle;
import io.vpcep.emulator.world.World;

/** The VPC endpoint service: which of its parts serves which operation. */
public final class VpcepService {

  private final VpcepApi connections;
  private final ServicesApi services;
  private final WhitelistApi whitelist;
  private final QuotasApi quotas;
  private final TagsApi tags;
  private final PublicServicesApi publicServices;

  /**
   * @param region what names of services begin with
   * @param dialect which cloud's service it is
   */
  public VpcepService(
      World world,
      LifeCycle lifeCycle,
      ServiceLifeCycle serviceLifeCycle,
      String region,
      Dialect dialect) {
    connections = new VpcepApi(world, lifeCycle, dialect);
    services = new ServicesApi(world, serviceLifeCycle, new ServiceJson(region, dialect));
    whitelist = new WhitelistApi(world, dialect);
    publicServices = new PublicServicesApi(dialect);
    quotas = new QuotasApi(world);
    tags = new TagsApi(world, dialect);
  }

  /**
   * The response to an operation of this service.
   *
   * @param domainId the ID of the caller's account
   */
  public EmulatedResponse respond(EmulatedRequest request, String domainId)
      throws RefusedException {
    return switch (request.operation()) {
      case LIST_VPCEP_CONNECTIONS -> connections.list(request);
      case ACCEPT_OR_REJECT_ENDPOINT -> connections.acceptOrReject(request);
      case UPDATE_DESCRIPTIONS -> connections.updateDescriptions(request);
      case LIST_SERVICES -> services.list(request);
      case LIST_PUBLIC_SERVICES -> publicServices.list(request);
      case DESCRIBE_SERVICE -> services.describe(request);
      case SHOW_SERVICE -> services.show(request);
      case CREATE_SERVICE -> services.create(request, domainId);
      case MODIFY_SERVICE -> services.modify(request);
      case RENAME_SERVICE -> services.rename(request);
      case DELETE_SERVICE -> services.delete(request);
      case LIST_WHITELIST -> whitelist.list(request);
      case CHANGE_WHITELIST -> whitelist.act(request);
      case CREATE_WHITELIST_RECORDS -> whitelist.create(request);
      case DELETE_WHITELIST_RECORDS -> whitelist.delete(request);
      case DESCRIBE_WHITELIST_RECORD -> whitelist.describe(request);
      case LIST_QUOTAS -> quotas.list(request, domainId);
      case LIST_TAGS -> tags.list();
      case CHANGE_TAGS -> tags.act(request);
      default -> GatewayError.NO_SUCH_API.response();
    };
  }
}
