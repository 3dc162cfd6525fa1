package io.promontory.it.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Learns a server's services by reflection and calls them with messages built at run time. */
final class ReflectedApi {
  private final Channel channel;

  ReflectedApi(Channel channel) {
    this.channel = channel;
  }

  List<String> services() throws Exception {
    ServerReflectionResponse response =
        ask(ServerReflectionRequest.newBuilder().setListServices("*").build());
    return response.getListServicesResponse().getServiceList().stream()
        .map(s -> s.getName())
        .collect(Collectors.toList());
  }

  MethodDescriptor method(String service, String method) throws Exception {
    FileDescriptor file = fileOf(service);
    ServiceDescriptor descriptor =
        file.findServiceByName(service.substring(service.lastIndexOf('.') + 1));
    return descriptor.findMethodByName(method);
  }

  Iterator<DynamicMessage> serverStream(MethodDescriptor method, DynamicMessage request) {
    return ClientCalls.blockingServerStreamingCall(
        channel,
        grpcMethod(method, io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING),
        CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
        request);
  }

  DynamicMessage unary(MethodDescriptor method, DynamicMessage request) {
    return ClientCalls.blockingUnaryCall(
        channel,
        grpcMethod(method, io.grpc.MethodDescriptor.MethodType.UNARY),
        CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
        request);
  }

  private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> grpcMethod(
      MethodDescriptor method, io.grpc.MethodDescriptor.MethodType type) {
    return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(type)
        .setFullMethodName(
            io.grpc.MethodDescriptor.generateFullMethodName(
                method.getService().getFullName(), method.getName()))
        .setRequestMarshaller(ProtoUtils.marshaller(empty(method.getInputType())))
        .setResponseMarshaller(ProtoUtils.marshaller(empty(method.getOutputType())))
        .build();
  }

  private static DynamicMessage empty(Descriptor type) {
    return DynamicMessage.getDefaultInstance(type);
  }

  private FileDescriptor fileOf(String symbol) throws Exception {
    ServerReflectionResponse response =
        ask(ServerReflectionRequest.newBuilder().setFileContainingSymbol(symbol).build());
    Map<String, FileDescriptorProto> known = new LinkedHashMap<>();
    List<FileDescriptorProto> files = parse(response);
    files.forEach(file -> known.put(file.getName(), file));
    return build(files.get(0), known, new LinkedHashMap<>());
  }

  private FileDescriptor build(
      FileDescriptorProto file,
      Map<String, FileDescriptorProto> known,
      Map<String, FileDescriptor> built)
      throws Exception {
    FileDescriptor done = built.get(file.getName());
    if (done != null) {
      return done;
    }
    List<FileDescriptor> dependencies = new ArrayList<>();
    for (String dependency : file.getDependencyList()) {
      FileDescriptorProto proto = known.get(dependency);
      if (proto == null) {
        proto =
            parse(ask(ServerReflectionRequest.newBuilder().setFileByFilename(dependency).build()))
                .get(0);
        known.put(dependency, proto);
      }
      dependencies.add(build(proto, known, built));
    }
    try {
      FileDescriptor descriptor =
          FileDescriptor.buildFrom(file, dependencies.toArray(new FileDescriptor[0]));
      built.put(file.getName(), descriptor);
      return descriptor;
    } catch (DescriptorValidationException e) {
      throw new AssertionError("reflection served a file that does not link: " + file.getName(), e);
    }
  }

  private static List<FileDescriptorProto> parse(ServerReflectionResponse response) {
    return response.getFileDescriptorResponse().getFileDescriptorProtoList().stream()
        .map(
            bytes -> {
              try {
                return FileDescriptorProto.parseFrom(bytes);
              } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
              }
            })
        .collect(Collectors.toList());
  }

  private ServerReflectionResponse ask(ServerReflectionRequest request) throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable error) {
                    answer.completeExceptionally(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(request);
    ServerReflectionResponse response = answer.get(60, TimeUnit.SECONDS);
    requests.onCompleted();
    return response;
  }
}
