import { z } from 'zod';
import { resourceListSchema } from './metadata.ts';

// The allow-list of PodSpec fields: what is not here cannot be rendered into a job.

const securityContextSchema = z.object({
  runAsNonRoot: z.boolean().optional(),
  runAsUser: z.number().int().optional(),
  runAsGroup: z.number().int().optional(),
  allowPrivilegeEscalation: z.boolean().optional(),
  readOnlyRootFilesystem: z.boolean().optional(),
  capabilities: z.object({ drop: z.array(z.string()).optional() }).optional(),
  seccompProfile: z.object({ type: z.string() }).optional(),
});

const envSchema = z.object({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .object({
      fieldRef: z.object({ fieldPath: z.string(), apiVersion: z.string().optional() }).optional(),
      secretKeyRef: z
        .object({ name: z.string().optional(), key: z.string(), optional: z.boolean().optional() })
        .optional(),
    })
    .optional(),
});

const containerSchema = z.object({
  name: z.string(),
  image: z.string().optional(),
  imagePullPolicy: z.string().optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  workingDir: z.string().optional(),
  env: z.array(envSchema).optional(),
  ports: z
    .array(z.object({ name: z.string().optional(), containerPort: z.number().int(), protocol: z.string().optional() }))
    .optional(),
  resources: z.object({ requests: resourceListSchema.optional(), limits: resourceListSchema.optional() }).optional(),
  volumeMounts: z
    .array(
      z.object({
        name: z.string(),
        mountPath: z.string(),
        readOnly: z.boolean().optional(),
        subPath: z.string().optional(),
      }),
    )
    .optional(),
  securityContext: securityContextSchema.optional(),
});
export type Container = z.infer<typeof containerSchema>;

const volumeSchema = z.object({
  name: z.string(),
  emptyDir: z
    .object({ medium: z.string().optional(), sizeLimit: z.union([z.string(), z.number()]).optional() })
    .optional(),
  persistentVolumeClaim: z.object({ claimName: z.string(), readOnly: z.boolean().optional() }).optional(),
  configMap: z.object({ name: z.string().optional() }).optional(),
});

export const podSpecSchema = z.object({
  containers: z.array(containerSchema),
  initContainers: z.array(containerSchema).optional(),
  restartPolicy: z.string().optional(),
  schedulerName: z.string().optional(),
  priorityClassName: z.string().optional(),
  serviceAccountName: z.string().optional(),
  automountServiceAccountToken: z.boolean().optional(),
  enableServiceLinks: z.boolean().optional(),
  activeDeadlineSeconds: z.number().int().optional(),
  terminationGracePeriodSeconds: z.number().int().optional(),
  nodeSelector: z.record(z.string(), z.string()).optional(),
  tolerations: z
    .array(
      z.object({
        key: z.string().optional(),
        operator: z.string().optional(),
        value: z.string().optional(),
        effect: z.string().optional(),
        tolerationSeconds: z.number().int().optional(),
      }),
    )
    .optional(),
  securityContext: z
    .object({
      runAsNonRoot: z.boolean().optional(),
      runAsUser: z.number().int().optional(),
      runAsGroup: z.number().int().optional(),
      fsGroup: z.number().int().optional(),
      seccompProfile: z.object({ type: z.string() }).optional(),
    })
    .optional(),
  volumes: z.array(volumeSchema).optional(),
});
export type PodSpec = z.infer<typeof podSpecSchema>;
