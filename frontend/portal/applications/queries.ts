/** What the screens ask about applications. */
import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";

export function applicationKey(id: string) {
  return ["application", id] as const;
}

export const getApplication = (id: string) => ask(api.GET("/api/applications/{application_id}", { params: { path: { application_id: id } } }));

export function useApplication(id: string) {
  return useQuery({ queryKey: applicationKey(id), queryFn: () => getApplication(id), enabled: id !== "" });
}

export function useApplications() {
  return useQuery({ queryKey: ["applications"], queryFn: () => ask(api.GET("/api/applications")), staleTime: 5_000 });
}
